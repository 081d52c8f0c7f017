package ad

import (
	"regexp"
	"slices"
	"strings"
)

// inventorySetting is a variable of Ansible, in a line of an inventory, in its [vars] or in
// YAML. What stands in quotes is one value, whatever it holds.
var inventorySetting = regexp.MustCompile(`\bansible_(\w+)["']?\s*[=:]\s*("[^"]*"|'[^']*'|[^\s,}]+)`)

// inventoryTarget reads hosts of an inventory of Ansible; the first stands for all. Without
// a connection that is named, Ansible takes SSH. Passwords among the variables are not kept.
func inventoryTarget(lines []string) (ServiceTarget, error) {
	kept := map[string]string{}
	host, vars := "", false
	for _, line := range lines {
		for _, m := range inventorySetting.FindAllStringSubmatch(line, -1) {
			switch name := strings.TrimPrefix(m[1], "ssh_"); name {
			case "host", "port", "connection", "winrm_kerberos_hostname_override", "psrp_negotiate_hostname_override", "winrm_transport", "psrp_auth":
				if kept[name] == "" {
					kept[name] = strings.Trim(m[2], `"'`)
				}
			}
		}
		first := strings.Trim(beforeFirst(strings.TrimPrefix(line, "- "), " "), `"'`)
		switch name, header := strings.CutPrefix(line, "["); {
		case header:
			vars = strings.Contains(name, ":")
		case vars || host != "" || strings.Contains(first, "=") || strings.Contains(first, "ansible_"):
		case !strings.HasSuffix(first, ":"):
			host = first
		case strings.TrimSpace(line) == first && !slices.Contains([]string{"all:", "hosts:", "children:", "vars:", "ungrouped:"}, first):
			kept["name"] = strings.TrimSuffix(first, ":") // of YAML: the last one before the variables is the host
		}
	}
	for _, other := range []string{kept["name"], kept["host"], kept["winrm_kerberos_hostname_override"], kept["psrp_negotiate_hostname_override"]} {
		if other != "" {
			host = other
		}
	}
	scheme := "ssh"
	switch connection := strings.ToLower(kept["connection"]); {
	case strings.HasSuffix(connection, "winrm"), strings.HasSuffix(connection, "psrp"),
		connection == "" && (kept["winrm_transport"]+kept["psrp_auth"]+kept["winrm_kerberos_hostname_override"] != "" || kept["port"] == "5985" || kept["port"] == "5986"):
		scheme = "winrm"
	case connection == "local":
		return ServiceTarget{}, badTarget("", "Ansible reaches it without a connection (ansible_connection is local)")
	}
	if strings.Contains(host, "{{") {
		return ServiceTarget{}, badTarget("", "its host is a template; write the host that it stands for")
	}
	if port := kept["port"]; port != "" && strings.Trim(port, "0123456789") == "" && !strings.Contains(host, ":") {
		host = JoinHostPort(host, port)
	}
	return urlTarget(scheme + "://" + host)
}
