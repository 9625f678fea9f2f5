"""One function for each thing the bot says: from the village's things to a message to be drawn."""
