// Precompiled for every test program.
#include "common.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
