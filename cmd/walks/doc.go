// Package walks is adwalk walk and adwalk plan: a guide is walked without a screen,
// its steps, findings and plan are printed, and the plan is written where that was
// asked for.
package walks
