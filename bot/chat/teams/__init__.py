"""The Microsoft Teams front end: the SDK's app, the channel, Adaptive Cards, the app package."""
