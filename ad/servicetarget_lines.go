package ad

import "strings"

// severalLines reads a paste of several lines: a command that goes on behind a backslash,
// an inventory of Ansible, an entry of tnsnames.ora, a section of odbc.ini, freetds.conf or
// another program's settings, properties, XML. ok is false for a single line.
func severalLines(s string) (t ServiceTarget, err error, ok bool) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\t", " ")
	if !strings.Contains(strings.TrimSpace(s), "\n") {
		return ServiceTarget{}, nil, false
	}
	for _, on := range []string{"\\", "`", "^"} { // of shells, PowerShell and cmd
		s = strings.ReplaceAll(s, on+"\n", " ")
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line[0] != ';' && !strings.HasPrefix(line, "<!--") {
			lines = append(lines, line)
		}
	}
	whole := strings.Join(lines, " ")
	switch {
	case len(lines) < 2 || propertyElement.MatchString(whole) || connectionAttribute.MatchString(whole):
		t, err = parseServiceTarget(whole)
	case strings.HasPrefix(whole, "<"):
		for i, line := range lines {
			lines[i], _ = elementValue(line)
		}
		t, err = settingsTarget(lines)
	case strings.Contains(whole, "ansible_"):
		t, err = inventoryTarget(lines)
	case strings.Contains(strings.ToLower(strings.ReplaceAll(whole, " ", "")), "(host="):
		t, err = parseServiceTarget(whole)
	default:
		t, err = settingsTarget(lines)
	}
	return t, err, true
}

// settingsTarget reads the lines of a file of settings: one that names a service by itself,
// or a section with the host in one line and the port in another.
func settingsTarget(lines []string) (ServiceTarget, error) {
	var pairs, class, section string
	port := false
	for _, line := range lines {
		if name, ok := strings.CutPrefix(line, "["); ok {
			if pairs == "" {
				section = strings.TrimSuffix(name, "]")
			} else if section != "" {
				break // the next section
			}
			continue
		}
		if line == "{" || line == "}" {
			continue
		}
		key, value, _, ok := spacedSetting(line)
		if !ok {
			continue
		}
		switch list := words(key); {
		case strings.HasSuffix(strings.ToLower(strings.Join(list, ".")), "kerberos.service.name"):
			class = value
		case len(list) == 2 && (list[1] == "host" || list[1] == "port") && (list[0] == "server" || list[0] == "remote"):
			key = list[1]
		case key == "remotehost" || key == "remoteport":
			key, section = strings.TrimPrefix(key, "remote"), section+" "+key
		}
		if strings.HasPrefix(strings.ToLower(key), "tds") {
			pairs += "driver=freetds;"
			continue
		}
		port = port || strings.EqualFold(key, "port")
		pairs += connectionPair(key, value)
	}
	found, _ := pick(connectionPairs(pairs), serverWords)
	if found != "" && !strings.Contains(found, "://") {
		if scheme := schemeOfWords(strings.FieldsFunc(strings.ToLower(section), func(r rune) bool { return strings.ContainsRune(" ._-", r) })); scheme != "" {
			return asConnection(schemeOfSection(scheme, found, pairs))
		}
		if isConnectionString(pairs) {
			return connectionTarget(pairs)
		}
	}
	for _, line := range lines {
		target, ok := settingValue(line)
		if !ok {
			continue
		}
		t, err := parseServiceTarget(target)
		if err == nil && isClass(class) && t.Form == TargetURL && !t.Web() {
			t.Class, t.SPNs = class, nil
			return t.named()
		}
		return t, err
	}
	return ServiceTarget{}, badTarget("", "none of its lines names a service")
}

// spacedSetting is a setting of a section, whose name may have blanks in it.
func spacedSetting(line string) (key, value string, quoted, ok bool) {
	if key, value, quoted, ok = setting(line); ok {
		return key, value, quoted, ok
	}
	key, value, ok = strings.Cut(line, "=")
	key = strings.TrimSpace(key)
	if strings.Trim(strings.ToLower(key), "abcdefghijklmnopqrstuvwxyz0123456789 ._-") != "" {
		return "", "", false, false
	}
	return key, strings.TrimSpace(value), false, ok
}

// schemeOfSection is the server of a section whose name says which service it is.
func schemeOfSection(scheme, host, pairs string) (ServiceTarget, error) {
	kept := connectionPairs(pairs)
	t := ServiceTarget{Form: TargetConnection, Scheme: scheme, Class: protocols[scheme].class}
	if t.Class == "MSSQLSvc" {
		return connectionTarget("driver=mssql;" + pairs)
	}
	if t.Port, _ = pick(kept, portWords); strings.Trim(t.Port, "0123456789") != "" {
		t.Port = ""
	}
	if strings.Count(host, ":") == 1 {
		host, t.Port, _ = strings.Cut(host, ":")
	}
	if t.Web() {
		return urlTarget(scheme + "://" + JoinHostPort(host, t.Port))
	}
	return t.ofService(beforeFirst(host, ","), kept)
}
