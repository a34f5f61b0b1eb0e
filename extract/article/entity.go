package article

import "golang.org/x/net/html"

// doubled decodes one entity, "&" to ";", that stood escaped in a text. Only
// what authors never mean literally counts: named characters of typography and
// Latin letters, and numeric references.
func doubled(entity string) (string, bool) {
	name := entity[1 : len(entity)-1]
	if name[0] == '#' {
		if len(name) < 2 {
			return "", false
		}
		for _, c := range name[1:] {
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == 'x' || c == 'X') {
				return "", false
			}
		}
	} else {
		for _, c := range name {
			if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
				return "", false
			}
		}
	}
	text := html.UnescapeString(entity)
	return text, text != entity
}
