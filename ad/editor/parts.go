package editor

import (
	"strconv"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// transition is the only flag of userAccountControl that is changed: the account
// may turn any logon into a Kerberos ticket (MS-SFU, protocol transition).
const transition = "TRUSTED_TO_AUTH_FOR_DELEGATION"

func checkFlag(value string) error {
	if value == transition {
		return nil
	}
	return refuse("changing the flag "+value, "this program changes "+transition+" only", "use another tool for it")
}

func editFlag(raw []byte, op ad.ChangeOp, _ string) ([]byte, error) {
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		return nil, err
	}
	if op == ad.AddValue {
		n |= int64(ad.UACTrustedToAuth)
	} else {
		n &^= int64(ad.UACTrustedToAuth)
	}
	return strconv.AppendInt(nil, n, 10), nil
}

func checkTrustee(value string) error {
	if _, err := ad.EncodeSID(value); err != nil {
		return &ad.Problem{Kind: ad.ProblemUsage, What: value + " cannot be let into a descriptor", Why: err.Error(), Do: "name an account by its SID"}
	}
	return nil
}

func editTrustee(raw []byte, op ad.ChangeOp, value string) ([]byte, error) {
	if op == ad.AddValue {
		return lookup.AddTrustee(raw, value)
	}
	return lookup.RemoveTrustee(raw, value)
}
