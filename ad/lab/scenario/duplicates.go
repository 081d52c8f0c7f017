package scenario

// duplicates are exact, alias and look-alike duplicates.
var duplicates = Scenario{Name: "duplicates", Title: "Clean up duplicate SPNs (forest)",
	Faults: []string{"forest-duplicate-sql", "forest-duplicate-case", "forest-alias-conflict", "array-invisible", "array-lookalike"}}
