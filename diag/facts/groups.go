package facts

import "adwalk/diag"

// Groups are the SIDs of the groups that an account is in, directly, through
// others or as its primary group, by the name that the account was asked for.
var Groups = diag.Define[[]string]("account.groups", "the SIDs of every group that an account is in, by account", diag.Names)
