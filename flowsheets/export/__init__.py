"""Results as JSON, workbook, CSV and a page."""
