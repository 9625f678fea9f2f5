"""`python -m simulator`: the simulator alone."""

import sys

from simulator.app import main

sys.exit(main())
