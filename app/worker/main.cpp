// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Reader.h"

int main() { return casebook::dicom::initialise() ? 0 : 3; }
