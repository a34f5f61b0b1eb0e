package party

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// ParseOrganisations reads one YAML list of organisations strictly. Its errors
// name file, line and what is wrong.
func ParseOrganisations(name string, b []byte) ([]Organisation, error) {
	var l []Organisation
	if err := decode(name, b, &l); err != nil {
		return nil, err
	}
	var errs []error
	for i, o := range l {
		switch {
		case o.Slug == "":
			errs = append(errs, fmt.Errorf("%s: entry %d %q: slug is missing", name, i+1, o.Name))
		case o.Name == "":
			errs = append(errs, fmt.Errorf("%s: entry %d: organisation %q needs a name", name, i+1, o.Slug))
		case !IsSlug(o.Slug):
			errs = append(errs, fmt.Errorf("%s: entry %d: slug %q: want lower-case ASCII letters, digits and hyphens", name, i+1, o.Slug))
		}
	}
	return l, errors.Join(errs...)
}

// ParsePublishers reads one YAML list of publishers strictly.
func ParsePublishers(name string, b []byte) ([]Publisher, error) {
	var l []Publisher
	if err := decode(name, b, &l); err != nil {
		return nil, err
	}
	var errs []error
	for i, p := range l {
		if p.Slug == "" || p.Name == "" || !IsSlug(p.Slug) {
			errs = append(errs, fmt.Errorf("%s: entry %d %q: want a slug of lower-case ASCII and a name", name, i+1, p.Slug+p.Name))
		}
	}
	return l, errors.Join(errs...)
}

func decode(name string, b []byte, into any) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return nil
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// IsSlug tells whether s is a canonical slug.
func IsSlug(s string) bool {
	return s != "" && s == strings.ToLower(s) && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
