"""`python -m training`."""

from training.build import main

raise SystemExit(main())
