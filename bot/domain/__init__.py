"""The rules of the village and the rows they keep. No Flask, no LINE, no HTTP, no clock."""
