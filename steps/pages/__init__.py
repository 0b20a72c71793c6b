"""Page objects: the storefront as a person uses it, by roles and labels, one file a page.

`steps.pages.ports` implements the ports of the shop with them, so that scenarios run through a browser as
they are. Nothing here imports Playwright but `tab`, which only a run with -D through=browser imports.
"""
