"""How often somebody may try to sign in, before name and password are looked at.

Three buckets fill at the same time. The narrow one, of an account from one address, is empty
after a few wrong passwords. The two wide ones stop guessing many passwords from one address and
one account's password from many; they come back token by token, so nobody is locked out for good.
"""

from django.http import HttpRequest

from advisor.rates.limiting import take_from
from advisor.rates.visitors import client_of

LONGEST_NAME = 254


def take_try(request: HttpRequest, name: str) -> None:
    """Spend one try for this name from this address; raises TooOften.

    A name nobody has costs the same as one that somebody has.
    """
    client, name = client_of(request), name[:LONGEST_NAME].casefold()
    take_from("sign_in", f"{client} {name}")
    take_from("sign_in_address", client)
    take_from("sign_in_name", name)
