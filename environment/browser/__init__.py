"""The browser of a run with -D through=browser: Chromium by Playwright, which nothing else imports."""
