package tds

import (
	"slices"
	"strings"
	"testing"
)

// What Browsers answer, in the forms that they have: a list of instances with and without
// TCP, several ports, a single instance, and a version that is far away.
func TestInstancesThatABrowserTells(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Instance
	}{
		{"ServerName;SQL1;InstanceName;PAY;IsClustered;No;Version;16.0.1000.6;tcp;50002;;", []Instance{{"SQL1", "PAY", "16.0.1000.6", "50002"}}},
		{"ServerName;S;InstanceName;A;IsClustered;No;Version;8.00.194;tcp;1433;np;\\\\S\\pipe\\sql\\query;;ServerName;S;InstanceName;B;IsClustered;No;Version;9;np;\\\\S\\pipe\\MSSQL$B\\sql\\query;;",
			[]Instance{{"S", "A", "8.00.194", "1433"}, {"S", "B", "9", ""}}},
		{"ServerName;S;InstanceName;A;IsClustered;Yes;Version;9;tcp;50001,50002;;", []Instance{{"S", "A", "9", "50001"}}},
		{"ServerName;S;InstanceName;A;Version;9;tcp;0;;", []Instance{{"S", "A", "9", ""}}},
		{"ServerName;S;InstanceName;A;Version;9;tcp;70000;;", []Instance{{"S", "A", "9", ""}}},
		{"servername;S;instancename;A;tcp;1;", []Instance{{"S", "A", "", "1"}}},
		{"ServerName;S;InstanceName;A;tcp;1;ServerName;S;InstanceName;B;tcp;2;;", []Instance{{"S", "A", "", "1"}, {"S", "B", "", "2"}}},
		{"ServerName;S;InstanceName;A;tcp;1;;\x00", []Instance{{"S", "A", "", "1"}}},
	} {
		got, err := ToldInstances(answerOf(c.text))
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, %v", c.text, got, err)
		}
	}
	for _, bad := range [][]byte{nil, {5}, {5, 0, 0}, {4, 1, 0, ';'}, {5, 9, 0, 'S'}, answerOf("HTTP/1.1 400 Bad Request"), answerOf(";;;;"), answerOf("ServerName;" + strings.Repeat("x", 300) + ";InstanceName;A;tcp;1;;")} {
		if got, err := ToldInstances(bad); err != ErrPacket {
			t.Errorf("%q: %v, %v", bad, got, err)
		}
	}
	if got, _ := ToldInstances(answerOf(strings.Repeat("InstanceName;A;tcp;1;;", 2000))); len(got) != maxInstances {
		t.Errorf("%d instances were read", len(got))
	}
}

func answerOf(text string) []byte {
	return append([]byte{browserAnswer, byte(len(text)), byte(len(text) >> 8)}, text...)
}

// A request is read as it was made; a name that would make another request is refused.
func TestRequestsToABrowser(t *testing.T) {
	if name, all, ok := AskedInstance(AskInstance("PAY")); name != "PAY" || all || !ok {
		t.Error(name, all, ok)
	}
	if _, all, ok := AskedInstance(AskInstances()); !all || !ok {
		t.Error(all, ok)
	}
	for _, bad := range []string{"", "A;B", "A\x00B", strings.Repeat("x", 33)} {
		if AskInstance(bad) != nil {
			t.Errorf("%q", bad)
		}
	}
}

func FuzzInstances(f *testing.F) {
	f.Add(TellInstances(Instance{"S", "A", "9", "1433"}, Instance{"S", "B", "9", ""}))
	f.Add([]byte{5, 3, 0, ';', ';', ';'})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := ToldInstances(b)
		if (err == nil) != (len(got) > 0) || len(got) > maxInstances {
			t.Fatalf("%d instances, %v", len(got), err)
		}
		for _, i := range got {
			if i.Port != portOf(i.Port) || i.Name == "" || len(i.Name) > maxBrowserValue {
				t.Errorf("%+v", i)
			}
		}
		_, _, _ = AskedInstance(b)
	})
}
