"""The Slack front end: Bolt's listeners, the channel, how things look there, installing the app."""
