package directory

import (
	"strings"

	"adwalk/ad"
)

// parseMetadata finds an attribute among the XML values of msDS-ReplAttributeMetaData;
// nil when it was never written.
func parseMetadata(values []ad.Value, attribute string) (*ad.AttributeVersion, error) {
	for _, v := range values {
		e, err := ad.ReadMetadataXML(v)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(e.Attribute, attribute) {
			return &e.AttributeVersion, nil
		}
	}
	return nil, nil
}

// attributeIDs are the numbers under which the binary form knows the
// attributes that are asked about: the attribute's last number below the
// prefix 1.2.840.113556.1.4, which is 9 everywhere (MS-DRSR 5.14).
var attributeIDs = map[string]uint32{
	"useraccountcontrol": 0x90008, "pwdlastset": 0x90060, "unicodepwd": 0x9005a, "samaccountname": 0x900dd, "accountexpires": 0x9009f,
	"userprincipalname": 0x90290, "serviceprincipalname": 0x90303, "dnshostname": 0x9026b,
	"msds-allowedtodelegateto": 0x906fb, "msds-supportedencryptiontypes": 0x907ab, "msds-allowedtoactonbehalfofotheridentity": 0x90886,
}

// parsePropertyMetadata finds an attribute in replPropertyMetaData, the form that Samba
// keeps.
func parsePropertyMetadata(b []byte, attribute string) (*ad.AttributeVersion, error) {
	id, known := attributeIDs[strings.ToLower(attribute)]
	if !known {
		return nil, nil
	}
	list, err := ad.ReadPropertyMetadata(b)
	if err != nil {
		return nil, err
	}
	for _, v := range list {
		if v.ID == id {
			v.Attribute = attribute
			return &v.AttributeVersion, nil
		}
	}
	return nil, nil
}
