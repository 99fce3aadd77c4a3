"""A made-up row of the CQC's weekly directory, in its header of 2026."""

A_LOCATION = {
    "Name": "Example Home Care",
    "Also known as": "",
    "Address": "1 Example Street, London",
    "Postcode": "E1 4NS",
    "Phone number": "2079460101",
    "Service's website (if available)": "http://www.example.org",
    "Service types": "Homecare agencies",
    "Date of latest check": "16/11/2015 - 00:00",
    "Specialisms/services": "Caring for adults over 65 yrs|Dementia|Personal care",
    "Provider name": "Example Care Limited",
    "Local authority": "Tower Hamlets",
    "Region": "London",
    "Location URL": "https://www.cqc.org.uk/location/1-100000001",
    "CQC Location ID (for office use only)": "1-100000001",
    "CQC Provider ID (for office use only)": "1-200000001",
}
LOCATION_ID, PROVIDER_ID = list(A_LOCATION)[-2:]
