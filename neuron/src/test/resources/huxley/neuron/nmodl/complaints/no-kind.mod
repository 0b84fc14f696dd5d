PARAMETER { g = 1 }
