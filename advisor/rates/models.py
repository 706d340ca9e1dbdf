"""What visitors have left of what they may do."""

from django.db import models


class Bucket(models.Model):
    """The tokens of one visitor for one action, as the moment at which all are back.

    Each token taken moves `full_at` (milliseconds since 1970) on by the time that one token
    takes to come back. A full bucket says the same as none. `key` does not tell the address.
    """

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    full_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key
