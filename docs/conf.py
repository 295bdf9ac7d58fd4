"""Sphinx settings: MyST for Markdown, Furo for the pages; nothing is loaded from elsewhere."""

from importlib.metadata import version as installed_version

project = "Spean"
author = "The Spean contributors"
copyright = "The Spean contributors, Apache-2.0"
version = release = installed_version("spean")

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Spean"
html_copy_source = False
