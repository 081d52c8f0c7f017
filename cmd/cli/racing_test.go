package cli

import "adwalk/ad/adtest"

const racing = adtest.Racing
