// Command pactwatch watches the AI industry's deals: it crawls news, reads
// claims out of the articles, keeps them in a ledger and writes a daily digest.
package main

func main() {}
