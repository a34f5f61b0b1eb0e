// Package quantity reads amounts and times: a tokenised sentence in, typed
// values with their byte spans out. Money is exact decimal arithmetic.
package quantity

// Decimal is Coef × 10^Exp, exact. The zero value is 0. Two decimals that are
// equal in value compare equal by Cmp, and by == once normalised.
type Decimal struct {
	Coef int64
	Exp  int32
}
