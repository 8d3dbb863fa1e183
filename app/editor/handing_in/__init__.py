"""The drawing and the balances as files and on paper."""
