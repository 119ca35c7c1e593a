package mailflow

import (
	"math/rand/v2"
	"net/netip"
	"regexp"
	"testing"
)

var goodAddresses = []good{
	{"203.0.113.10", "203.0.113.10"},
	{" 203.0.113.16/30\n", "203.0.113.16/30"},
	{"10.3.1.5/24", "10.3.1.5/24"},
	{"192.168.0.1/25", "192.168.0.1/25"},
	{"10.0.0.0/32", "10.0.0.0/32"},
	{"1.0.0.0", "1.0.0.0"},
	{"169.254.1.9", "169.254.1.9"},
	{"223.255.255.255", "223.255.255.255"},
}

const (
	giveSender  = "; give the address that the server sends from, or identify the server by its certificate"
	giveAddress = "; give an IPv4 address or a block of /24 to /32, or identify the server by its certificate"
	splitRange  = "; split it into single addresses and blocks of /24 to /32, or identify the server by its certificate"
)

var badAddresses = []bad{
	{"", "MF004", `"" is empty` + giveAddress},
	{"10.0.0.0/16", "MF005", `"10.0.0.0/16" is wider than /24, the widest block this list takes; list its 256 blocks of /24 (10.0.0.0/24 to 10.0.255.0/24), or identify the server by its certificate`},
	{"10.0.0.0/23", "MF005", `"10.0.0.0/23" is wider than /24, the widest block this list takes; list its 2 blocks of /24 (10.0.0.0/24, 10.0.1.0/24), or identify the server by its certificate`},
	{"198.51.101.7/22", "MF005", `"198.51.101.7/22" is wider than /24, the widest block this list takes; list its 4 blocks of /24 (198.51.100.0/24, 198.51.101.0/24, 198.51.102.0/24, 198.51.103.0/24), or identify the server by its certificate`},
	{"198.51.96.0/21", "MF005", `"198.51.96.0/21" is wider than /24, the widest block this list takes; list its 8 blocks of /24 (198.51.96.0/24 to 198.51.103.0/24), or identify the server by its certificate`},
	{"0.0.0.0", "MF006", `"0.0.0.0" lies in 0.0.0.0/8, the addresses of “this network”, from which Exchange Online gets no mail` + giveSender},
	{"127.0.0.1", "MF006", `"127.0.0.1" lies in 127.0.0.0/8, the loopback addresses, from which Exchange Online gets no mail` + giveSender},
	{"127.1.0.0/16", "MF006", `"127.1.0.0/16" lies in 127.0.0.0/8, the loopback addresses, from which Exchange Online gets no mail` + giveSender},
	{"224.0.0.1", "MF006", `"224.0.0.1" lies in 224.0.0.0/4, the multicast addresses, from which Exchange Online gets no mail` + giveSender},
	{"240.0.0.0/28", "MF006", `"240.0.0.0/28" lies in 240.0.0.0/4, the addresses reserved for future use, from which Exchange Online gets no mail` + giveSender},
	{"255.255.255.255", "MF006", `"255.255.255.255" lies in 240.0.0.0/4, the addresses reserved for future use, from which Exchange Online gets no mail` + giveSender},
	{"255.255.0.0/0", "MF006", `"255.255.0.0/0" takes in 0.0.0.0/8, the addresses of “this network”, from which Exchange Online gets no mail` + giveSender},
	{"96.0.0.0/3", "MF006", `"96.0.0.0/3" takes in 127.0.0.0/8, the loopback addresses, from which Exchange Online gets no mail` + giveSender},
	{"10.0.0.0/33", "MF004", `"10.0.0.0/33" has the mask /33, and /32 is the narrowest` + giveAddress},
	{"10.0.0.0/", "MF004", `"10.0.0.0/" has no mask after the slash; write 10.0.0.0`},
	{"10.0.0.0/024", "MF004", `"10.0.0.0/024" has a mask with a leading zero; write 10.0.0.0/24`},
	{"10.0.0.0/+24", "MF004", `"10.0.0.0/+24" has a mask that is not a number from 0 to 32` + giveAddress},
	{"10.0.0.0/255.255.255.128", "MF004", `"10.0.0.0/255.255.255.128" has a mask that is not a number from 0 to 32; write 10.0.0.0/25`},
	{"10.0.0.0/255.255.255.1", "MF004", `"10.0.0.0/255.255.255.1" has a mask that is not a number from 0 to 32` + giveAddress},
	{"10.0.0.0/255.255.0.0", "MF004", `"10.0.0.0/255.255.0.0" has a mask that is not a number from 0 to 32` + giveAddress},
	{"10.0.0.0/::1", "MF004", `"10.0.0.0/::1" has a mask that is not a number from 0 to 32` + giveAddress},
	{"10.0.0.0 / 24", "MF004", `"10.0.0.0 / 24" has a space in it; write 10.0.0.0/24`},
	{"10.0.0.256", "MF004", `"10.0.0.256" has the number "256" in it, and none may be above 255` + giveAddress},
	{"010.0.0.010/24", "MF004", `"010.0.0.010/24" has a number with a leading zero, which some programs read as octal; write 10.0.0.10/24`},
	{"10.0.0", "MF004", `"10.0.0" has 3 numbers, and an IPv4 address has 4` + giveAddress},
	{"10.0.0.1.1", "MF004", `"10.0.0.1.1" has 5 numbers, and an IPv4 address has 4` + giveAddress},
	{"10.0..1", "MF004", `"10.0..1" is not an IPv4 address or block` + giveAddress},
	{"10.0.0.1.", "MF004", `"10.0.0.1." ends with a dot; write 10.0.0.1 without the final dot`},
	{"10.0.0.*", "MF004", `"10.0.0.*" has a wildcard in it; write 10.0.0.0/24`},
	{"10.0.*", "MF004", `"10.0.*" has a wildcard in it` + giveAddress},
	{"mail.contoso.com", "MF004", `"mail.contoso.com" is a host name, and this list takes addresses only` + giveAddress},
	{"10.0.0.1:25", "MF004", `"10.0.0.1:25" has a port in it; write 10.0.0.1`},
	{"[10.0.0.1]", "MF004", `"[10.0.0.1]" has brackets or quotation marks in it; write 10.0.0.1`},
	{"10.0.0.1, 10.0.1.0/24", "MF004", `"10.0.0.1, 10.0.1.0/24" holds more than one value; write 10.0.0.1 and 10.0.1.0/24 as separate entries`},
	{"10.0.0.1;", "MF004", `"10.0.0.1;" has a comma or semicolon at its end; write 10.0.0.1`},
	{"2001:db8::/48", "MF004", `"2001:db8::/48" is IPv6, and only IPv4 is taken here; identify the server by its certificate`},
	{"fe80::1%eth0", "MF004", `"fe80::1%eth0" is IPv6, and only IPv4 is taken here; identify the server by its certificate`},
	{"::ffff:192.0.2.1", "MF004", `"::ffff:192.0.2.1" is IPv6, and only IPv4 is taken here; write 192.0.2.1`},
	{"203.0.113.10-203.0.113.20", "MF004", `"203.0.113.10-203.0.113.20" is a range, and only single addresses and blocks are taken here; write 203.0.113.10/31, 203.0.113.12/30, 203.0.113.16/30 and 203.0.113.20`},
	{"203.0.113.10 – 13", "MF004", `"203.0.113.10 – 13" is a range, and only single addresses and blocks are taken here; write 203.0.113.10/31 and 203.0.113.12/31`},
	{"10.0.0.0-10.0.3.255", "MF004", `"10.0.0.0-10.0.3.255" is a range, and only single addresses and blocks are taken here; write 10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24 and 10.0.3.0/24`},
	{"10.0.0.0-10.0.9.255", "MF004", `"10.0.0.0-10.0.9.255" is a range, and only single addresses and blocks are taken here` + splitRange},
	{"0.0.0.0-255.255.255.255", "MF004", `"0.0.0.0-255.255.255.255" is a range, and only single addresses and blocks are taken here` + splitRange},
	{"255.255.255.255-255.255.255.255", "MF004", `"255.255.255.255-255.255.255.255" is a range, and only single addresses and blocks are taken here` + splitRange},
	{"223.255.255.255-223.255.255.255", "MF004", `"223.255.255.255-223.255.255.255" is a range, and only single addresses and blocks are taken here; write 223.255.255.255`},
	{"126.255.255.254-127.0.0.1", "MF004", `"126.255.255.254-127.0.0.1" is a range, and only single addresses and blocks are taken here` + splitRange},
	{"10.0.0.9-10.0.0.1", "MF004", `"10.0.0.9-10.0.0.1" is a range that ends before it begins` + splitRange},
	{"10.0.0.9-10.0.0.256", "MF004", `"10.0.0.9-10.0.0.256" is a range whose end is not an IPv4 address` + splitRange},
	{"10.0-10.1", "MF004", `"10.0-10.1" is not an IPv4 address or block` + giveAddress},
	{"10.0.0.1\u200b", "MF703", `"10.0.0.1\u{200B}" has the invisible character U+200B (zero width space) at position 9; write 10.0.0.1`},
	{"10.0.0.1\t10.0.0.2", "MF703", `"10.0.0.1\u{9}10.0.0.2" has the control character U+0009 (tab) at position 9; remove it`},
}

func TestParseSenderAddress(t *testing.T) {
	check(t, as(ParseSenderAddress), goodAddresses, badAddresses)
}

func TestNetwork(t *testing.T) {
	for in, want := range map[string]string{
		"10.3.1.5/24":  "10.3.1.0/24",
		"203.0.113.10": "203.0.113.10/32",
		"10.0.0.0/32":  "10.0.0.0/32",
	} {
		a, err := ParseSenderAddress(in)
		if err != nil || a.Network() != netip.MustParsePrefix(want) {
			t.Errorf("%q: Network() = %s, %v; want %s", in, a.Network(), err, want)
		}
	}
	if (SenderAddress{}).Network().IsValid() {
		t.Error("the zero address has a network")
	}
}

// The blocks offered for a range are the range: every address in it once, and none beside.
func TestSplitCoversTheRange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		from := uint64(random.Uint32())
		upTo := min(from+random.Uint64N(2048), 1<<32-1)
		next := from
		blocks := split(blockOf(from, 32).Addr(), blockOf(upTo, 32).Addr())
		for _, b := range blocks {
			network, isBlock, _ := readBlock(b, addresses)
			if !isBlock || network.Bits() < widest || number(network.Addr()) != next {
				t.Fatalf("%d-%d: %v: %s does not follow on", from, upTo, blocks, b)
			}
			next += 1 << (32 - network.Bits())
		}
		if next != upTo+1 && len(blocks) <= 8 || next > upTo+1 {
			t.Fatalf("%d-%d: %v ends at %d", from, upTo, blocks, next-1)
		}
	}
}

func FuzzParseSenderAddress(f *testing.F) {
	form := regexp.MustCompile(`^\d+\.\d+\.\d+\.\d+(/\d+)?$`)
	fuzz(f, as(ParseSenderAddress), form, append(goodAddresses, goodHosts...), append(badAddresses, badHosts...))
}
