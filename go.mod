module pactwatch

go 1.26.0

require (
	code.dny.dev/ssrf v0.3.0 // address guard of the dialer; generated from the IANA registries
	github.com/PuerkitoBio/goquery v1.13.0 // reads articles: documents and selectors
	github.com/andybalholm/brotli v1.2.8 // decodes Content-Encoding br, which the standard library lacks
	github.com/andybalholm/cascadia v1.3.5 // compiles the selectors of configurations and publisher rules
	github.com/goccy/go-yaml v1.19.2 // configuration and rules, strict, with line and column
	github.com/gocolly/colly/v2 v2.3.0 // fetches pages
	github.com/google/go-cmp v0.7.0 // differences in tests
	github.com/invopop/jsonschema v0.14.0 // writes the schema of the configuration from its types, in tests
	github.com/klauspost/compress v1.20.4 // decodes Content-Encoding zstd; compresses kept pages
	github.com/mmcdole/gofeed v1.4.2 // parses feeds behind our guards
	github.com/nlnwa/whatwg-url v0.6.2 // resolves links as browsers do
	github.com/rogpeppe/go-internal v1.16.0 // testscript: the program tested as a program
	github.com/saintfish/chardet v0.0.0-20230101081208-5e3ef4b5456d // guesses undeclared charsets of feeds
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // checks the published schemas, in tests
	github.com/spf13/cobra v1.10.2 // command line: verbs, help, completion
	github.com/spf13/pflag v1.0.10 // walks the flags of a verb
	github.com/wneessen/go-mail v0.8.1 // sends the digest by e-mail, where configured
	github.com/yuin/goldmark v1.8.7 // renders Markdown digests, in one test
	go.etcd.io/bbolt v1.5.0 // the ledger
	golang.org/x/net v0.62.0 // HTML parser and charsets; pinned for its security fixes
	golang.org/x/sync v0.25.0 // errgroup: goroutines with an owner
	golang.org/x/sys v0.50.0 // the run lock on Windows
	golang.org/x/term v0.48.0 // tells a terminal from a pipe
	golang.org/x/text v0.44.0 // Unicode normalisation and encodings; pinned for its security fixes
)

require (
	github.com/antchfx/htmlquery v1.3.5 // indirect
	github.com/antchfx/xmlquery v1.5.0 // indirect
	github.com/antchfx/xpath v1.3.9 // indirect
	github.com/bahlo/generic-list-go v0.2.0 // indirect
	github.com/bits-and-blooms/bitset v1.24.4 // indirect
	github.com/buger/jsonparser v1.1.2 // indirect
	github.com/gobwas/glob v0.2.3 // indirect
	github.com/golang/groupcache v0.0.0-20241129210726-2c02b8208cf8 // indirect
	github.com/golang/protobuf v1.5.4 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/kennygrant/sanitize v1.2.4 // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/pb33f/ordered-map/v2 v2.3.1 // indirect
	github.com/temoto/robotstxt v1.1.2 // indirect
	go.yaml.in/yaml/v4 v4.0.0-rc.2 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	google.golang.org/appengine v1.6.8 // indirect
	google.golang.org/protobuf v1.36.10 // indirect
)
