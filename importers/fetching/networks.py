"""Which addresses of machines are public: what an importer may ask, so that no link reaches inside."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from directory.errors import CareMarketError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA, IPv4 Special-Purpose Address Registry, with multicast and the reserved block: nobody's public machine.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
# All that IANA gives out for public machines, less the blocks in it that tunnel, test or document.
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether it may be a machine that anybody can reach. A NAT64 address is judged by the one it stands for.

    IPv4 addresses mapped into IPv6, 6to4 and Teredo are never taken: nobody's name needs to lead to them.
    """
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_4)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _PUBLIC_6 and not any(address in block for block in _NOT_PUBLIC_6)


def is_allowed(address: Address, allowed: tuple[Network, ...]) -> bool:
    """Public, or in a network that whoever runs this installation named."""
    return is_public(address) or any(address in network for network in allowed)


def networks_named(text: str) -> tuple[Network, ...]:
    """The networks and addresses of a list with commas; CareMarketError where one can't be read."""
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise CareMarketError(
            "CAREMARKET_ALLOW_PRIVATE_ADDRESSES holds something that is no address and no network.",
            "Write addresses or networks with commas between them, such as 10.20.0.0/16, 192.168.4.7.",
            code="bad_setting",
        ) from error


def address_of(text: str) -> Address:
    """An address as the resolver writes it; one with an interface (``%eth0``) is never public."""
    return ip_address(text)
