package digest

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// feedFile and latestFile lie beside the days' own files.
const (
	feedFile   = "feed.atom"
	latestFile = "latest.html"
)

// Write renders a digest in the formats (of [Formats], and atom for the feed)
// and puts the files into the folder, which it makes where it is missing: first
// all bytes, then each file beside its target, synced and renamed, so that a
// reader or a crash never meets half a file and an error leaves the old ones.
// It gives the paths written, in order.
//
// Files may be read by whom the folder may be read by; a new folder is the
// owner's alone.
func Write(folder string, d Digest, formats []string) ([]string, error) {
	if _, err := time.Parse(time.DateOnly, d.Day); err != nil {
		return nil, fmt.Errorf("write digest: day %q is not YYYY-MM-DD", d.Day)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("write digest: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("write digest: %w", err)
	}
	defer root.Close()
	info, err := root.Stat(".")
	if err != nil {
		return nil, fmt.Errorf("write digest: %w", err)
	}
	type file struct {
		name  string
		bytes []byte
	}
	var files []file
	for _, format := range formats {
		if format == "atom" {
			continue
		}
		b, err := Render(d, format)
		if err != nil {
			return nil, err
		}
		files = append(files, file{d.Day + "." + format, b})
		if format == "html" && newest(root, d.Day) {
			files = append(files, file{latestFile, b})
		}
	}
	if slices.Contains(formats, "atom") {
		b, err := nextFeed(root, d, formats)
		if err != nil {
			return nil, err
		}
		files = append(files, file{feedFile, b})
	}
	var paths []string
	for _, f := range files {
		if err := replace(root, f.name, f.bytes, info.Mode().Perm()&0o666|0o600); err != nil {
			return paths, fmt.Errorf("write %s: %w", filepath.Join(folder, f.name), err)
		}
		paths = append(paths, filepath.Join(folder, f.name))
	}
	if err := syncFolder(root); err != nil {
		return paths, fmt.Errorf("sync %s: %w", folder, err)
	}
	return paths, nil
}

// newest reports whether no later day has its page in the folder.
func newest(root *os.Root, day string) bool {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return true
	}
	return !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		other, ok := strings.CutSuffix(e.Name(), ".html")
		_, err := time.Parse(time.DateOnly, other)
		return ok && err == nil && other > day
	})
}

// nextFeed is the folder's feed with the digest's entry in it. A feed that
// cannot be read is begun anew: it can be made again from the digests.
func nextFeed(root *os.Root, d Digest, formats []string) ([]byte, error) {
	var f atomFeed
	if old, err := root.ReadFile(feedFile); err == nil {
		if err := xml.Unmarshal(old, &f); err != nil {
			f = atomFeed{}
		}
	}
	prefix := tagAuthority + slug(d.Title) + "/"
	f.Entries = slices.DeleteFunc(f.Entries, func(e atomEntry) bool { return !strings.HasPrefix(e.ID, prefix) })
	f.XMLName = xml.Name{}
	file := ""
	for _, format := range []string{"html", "md", "txt", "json"} {
		if slices.Contains(formats, format) {
			file = format
			break
		}
	}
	title := ""
	if len(f.Entries) > 0 {
		title = f.Title
	}
	f.add(d, file)
	f.Title = cmp.Or(title, f.Title)
	return f.bytes()
}

// replace writes a file beside its target and renames it over. A file that is
// the same already is left as it is.
func replace(root *os.Root, name string, b []byte, mode fs.FileMode) error {
	if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return nil
	}
	beside := "." + name + ".new"
	if err := root.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(beside))
	}
	return nil
}

// syncFolder makes the renames durable.
func syncFolder(root *os.Root) error {
	if runtime.GOOS == "windows" { // folders cannot be synced there
		return nil
	}
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
