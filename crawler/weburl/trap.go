package weburl

import "strings"

// Longest address, path segments and repetitions that still look like an
// article; beyond them crawlers walk in circles.
const (
	maxLength  = 1024
	maxSegment = 20
	maxRepeat  = 3
	maxParams  = 12
)

// Trap says in words why an address looks like a maze and not like an article;
// "" where it does not.
func Trap(url string) string {
	if len(url) > maxLength {
		return "address longer than 1024 bytes"
	}
	path, query, _ := strings.Cut(strings.TrimPrefix(url, Origin(url)), "?")
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if len(segments) > maxSegment {
		return "more than 20 path segments"
	}
	count := map[string]int{}
	for _, s := range segments {
		if s == "" {
			continue
		}
		if count[s]++; count[s] > maxRepeat {
			return "a path segment that repeats"
		}
	}
	if strings.Count(query, "&") >= maxParams {
		return "more than 12 parameters"
	}
	return ""
}
