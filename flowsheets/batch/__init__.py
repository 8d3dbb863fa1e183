"""Many cases of one flowsheet: evaluation, case files, runners, stores."""
