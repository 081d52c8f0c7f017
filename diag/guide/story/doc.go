// Package story holds the lines that guides tell alike: findings with their
// evidence, what is not known with its reason, SPN owners, tickets, the plan.
package story
