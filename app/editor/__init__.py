"""The window in which flowsheets are drawn. Nothing of the model lives here; everything outside it runs without Qt."""
