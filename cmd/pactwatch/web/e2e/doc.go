// Package e2e looks at pactwatch's pages in a real browser: HTML files in,
// complaints out. It is a module of its own, so that users of pactwatch do not
// download what drives a browser.
//
//	go test ./...                                  the pages of the tests and of the demonstration
//	PACTWATCH_PAGES=a.html:b.html go test ./...    those pages instead
//	go test -artifacts ./...                       keeps the screenshots and the printed pages
//
// Without a browser (chromium, chromium-browser or google-chrome on PATH) the
// tests are skipped, and say so.
package e2e
