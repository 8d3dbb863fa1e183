"""What every plant has: feeds, products, mixers, splitters, tanks, make-up."""
