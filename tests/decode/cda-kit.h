/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"

/* Documents of a made-up person. */

#define HEAD \
  "<ClinicalDocument xmlns='urn:hl7-org:v3'" \
  " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>" \
  "<id root='1.2.9' extension='d'/><title>Summary of care</title>" \
  "<effectiveTime value='20240203'/>"
#define PATIENT(number) \
  "<recordTarget><patientRole><id root='1.2.4' extension='" number "'/><patient>" \
  "<name use='L'><given>Mirela</given><given>Ana</given><family>Testova</family></name>" \
  "<name><given>Mirela</given><family>Before</family>" \
  "<validTime><high value='1985'/></validTime></name>" \
  "<administrativeGenderCode code='F'/><birthTime value='196104180530'/>" \
  "</patient></patientRole></recordTarget>"
#define SECTION(code, title, text, entries) \
  "<component><section><code code='" code "' codeSystem='2.16.840.1.113883.6.1'/>" \
  "<title>" title "</title><text>" text "</text>" entries "</section></component>"
#define DOCUMENT(sections) \
  HEAD PATIENT ("7") "<component><structuredBody>" sections "</structuredBody></component>" \
  "</ClinicalDocument>"
#define SNOMED "codeSystem='2.16.840.1.113883.6.96'"
#define LOINC "codeSystem='2.16.840.1.113883.6.1'"

KinBundle *kit_read_bundle (const char  *text,
                            char       **written);
