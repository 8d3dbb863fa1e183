"""Gas movers, burners, dust collectors, scrubbers, condensers."""
