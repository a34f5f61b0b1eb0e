package deliver

import (
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
)

// secret is read from a file and never printed, logged or encoded.
type secret string

func (secret) String() string               { return "***" }
func (secret) GoString() string             { return "***" }
func (secret) LogValue() slog.Value         { return slog.StringValue("***") }
func (secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// readSecret gives a file's one line. An error names the file, never its bytes.
func readSecret(file string) (secret, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	s := strings.TrimSpace(string(b))
	if s == "" {
		return "", fmt.Errorf("%s is empty; write the secret into it", file)
	}
	if strings.ContainsAny(s, "\r\n\x00") {
		return "", fmt.Errorf("%s holds more than one line; write the secret alone into it", file)
	}
	return secret(s), nil
}

// readURL gives the URL in a file.
func readURL(file string) (*url.URL, error) {
	s, err := readSecret(file)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(string(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%s holds no http or https URL", file)
	}
	return u, nil
}

// silent takes the address out of an error of net/http: the path or query of
// a hook is its password.
func silent(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// without takes a secret, plain or in base64, out of an error's text.
func without(err error, secrets ...secret) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, s := range secrets {
		if s == "" {
			continue
		}
		for _, form := range []string{string(s), base64.StdEncoding.EncodeToString([]byte(s)), url.QueryEscape(string(s))} {
			text = strings.ReplaceAll(text, form, "***")
		}
	}
	if text == err.Error() {
		return err
	}
	return errors.New(text)
}
