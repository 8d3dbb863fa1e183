"""The one error of the audit: a written result that cannot be read as one."""

from __future__ import annotations

from unitops.errors import InputError


class AuditError(InputError):
    """A written result is cut, garbled or not of the form that the audit reads.

    A result that can be read but does not add up is no error: it is a report with findings.
    """
