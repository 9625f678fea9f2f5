"""The Messaging API's endpoints, as functions from a call to an answer."""
