# The pure floors for the browser: no stats/, and no file that includes it.
