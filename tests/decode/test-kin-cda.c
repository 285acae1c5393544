/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-cda"

#include "config.h"

#include <string.h>

#include "cda-kit.h"
#include "kin-cda.h"
#include "kin-identity.h"
#include "kin-summary.h"

/* Documents of a made-up person, read as the rest of the program reads what comes of them. */

#define SUBJ(inner) "<entryRelationship typeCode='SUBJ'>" inner "</entryRelationship>"
#define CONCERN(inner) \
  "<entry><act classCode='ACT' moodCode='EVN'><statusCode code='active'/>" SUBJ (inner) \
  "</act></entry>"
#define OBSERVATION(attributes, inner) \
  "<observation classCode='OBS' moodCode='EVN' " attributes ">" \
  "<statusCode code='completed'/>" inner "</observation>"
#define STANDING(code) \
  "<entryRelationship typeCode='REFR'>" \
  OBSERVATION ("", "<code code='33999-4'/><value xsi:type='CD' code='" code "'/>") \
  "</entryRelationship>"
#define AGENT(inner) \
  "<participant typeCode='CSM'><participantRole><playingEntity>" inner \
  "</playingEntity></participantRole></participant>"
#define GIVEN(mood, attributes, status, inner) \
  "<entry><substanceAdministration classCode='SBADM' moodCode='" mood "' " attributes ">" \
  "<statusCode code='" status "'/>" inner "</substanceAdministration></entry>"
#define PRODUCT(inner) \
  "<consumable><manufacturedProduct><manufacturedMaterial>" inner \
  "</manufacturedMaterial></manufacturedProduct></consumable>"

#define PLANNED(what, mood, name, status) \
  "<entry><" what " moodCode='" mood "'><code code='1' displayName='" name "'/>" \
  "<statusCode code='" status "'/></" what "></entry>"
#define HALF(code, id, name, value, time) \
  "<component>" OBSERVATION ("", "<id root='1' extension='" id "'/><code code='" code "' " LOINC \
    " displayName='" name "'/><effectiveTime value='" time "'/><value xsi:type='PQ' value='" value \
    "' unit='mm[Hg]'/>") "</component>"

#define CARER(role, given, family) \
  "<performer typeCode='PRF'>" role "<assignedEntity><assignedPerson><name><given>" given \
  "</given><family>" family "</family></name></assignedPerson></assignedEntity></performer>"
#define CARERS \
  "<documentationOf><serviceEvent classCode='PROC'>" CARER ("", "Al", "Surgeon") \
  "</serviceEvent></documentationOf>" \
  "<documentationOf><serviceEvent classCode='PCPR'><effectiveTime><low value='2012'/>" \
  "</effectiveTime>" CARER ("<functionCode code='PCP' displayName='Primary care provider'/>", \
                            "Ida", "Doctor") \
  CARER ("", "Jo", "Nurse") "</serviceEvent></documentationOf>"

static const struct
{
  const char *name;
  const char *document;
  const char *lines;            /* all that is listed, in the order of the document */
  const char *holds;            /* (nullable): stands in the Bundle */
  const char *lacks;            /* (nullable): stands nowhere in it */
} rows[] = {
  { "a problem",
    DOCUMENT (SECTION ("11450-4", "Problems",
      "<list><item ID='p1'>Asthma since school</item></list>",
      CONCERN (OBSERVATION ("", "<code code='55607006' " SNOMED "/>"
        "<effectiveTime><low value='197009'/></effectiveTime>"
        "<value xsi:type='CD' code='195967001' " SNOMED " displayName='Asthma (disorder)'>"
        "<originalText><reference value='#p1'/></originalText></value>")))),
    "conditions|Asthma since school||1970-09|active\n",
    "\"system\":\"http://snomed.info/sct\",\"code\":\"195967001\"", NULL },
  { "a problem that is over",
    DOCUMENT (SECTION ("11450-4", "Problems", "",
      CONCERN (OBSERVATION ("", "<effectiveTime><low value='2011'/><high value='20120305'/>"
        "</effectiveTime><value xsi:type='CD' nullFlavor='OTH'>"
        "<originalText>Broken wrist</originalText></value>")))),
    "conditions|Broken wrist||2011|resolved\n", "\"abatementDateTime\":\"2012-03-05\"", NULL },
  { "how a problem stands, and its name from a translation",
    DOCUMENT (SECTION ("11450-4", "Problems", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' nullFlavor='UNK'>"
        "<translation code='J45' codeSystem='2.16.840.1.113883.6.90' displayName='Wheezing'/>"
        "</value>" STANDING ("73425007"))))),
    "conditions|Wheezing|||inactive\n", "http://hl7.org/fhir/sid/icd-10-cm", NULL },
  { "a problem of which nobody knows whether it is over",
    DOCUMENT (SECTION ("11450-4", "Problems", "",
      CONCERN (OBSERVATION ("", "<effectiveTime><low value='2011'/><high nullFlavor='UNK'/>"
        "</effectiveTime><value xsi:type='CD' code='1' " SNOMED " displayName='Cough'/>")))),
    "conditions|Cough||2011|\n", NULL, "\"clinicalStatus\"" },
  { "no problems",
    DOCUMENT (SECTION ("11450-4", "Problems", "<paragraph ID='n'>No known problems</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='55607006' " SNOMED " displayName='Problem'/>")))),
    "conditions|No known problems|||\n", NULL, "\"clinicalStatus\"" },
  { "no problems, in other ways of writing it",
    DOCUMENT (SECTION ("11450-4", "Problems", "<paragraph ID='n'>No\u00a0known problems</paragraph>"
      "<paragraph ID='m'>(None)</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='55607006' " SNOMED " displayName='Problem'/>"))
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#m'/></text>"
        "<value xsi:type='CD' code='55607007' " SNOMED " displayName='Problem'/>")))),
    "conditions|No\u00a0known problems|||\nconditions|(None)|||\n", NULL, "\"clinicalStatus\"" },
  { "a problem that is denied is none",
    DOCUMENT (SECTION ("11450-4", "Problems", "<table><tbody><tr><td ID='n'>Diabetes</td>"
      "<td>denied</td></tr></tbody></table>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='73211009' " SNOMED " displayName='Diabetes'/>")))),
    "", NULL, "\"Condition\"" },
  { "a problem that is denied, with a name that begins like a no",
    DOCUMENT (SECTION ("11450-4", "Problems", "<paragraph ID='n'>Nonepileptic seizure</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='1' " SNOMED "/>")))),
    "", NULL, "\"Condition\"" },
  { "a medicine with a name that begins like a no",
    DOCUMENT (SECTION ("10160-0", "Medicines", "",
      GIVEN ("EVN", "", "active", PRODUCT ("<code code='1' displayName='No-Doz'/>")))),
    "medicines|No-Doz|||active\n", NULL, NULL },
  { "a problem that is marked as unknown",
    DOCUMENT (SECTION ("11450-4", "Problems", "x",
      CONCERN (OBSERVATION ("nullFlavor='UNK'", "<value xsi:type='CD' code='1' " SNOMED
        " displayName='Gout'/>"))
      "<entry nullFlavor='NI'>" OBSERVATION ("", "<value xsi:type='CD' code='2' " SNOMED
        " displayName='Gout'/>") "</entry>")),
    "", NULL, "Gout" },
  { "a problem of somebody else",
    DOCUMENT (SECTION ("11450-4", "Problems", "x",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='1' " SNOMED " displayName='Gout'/>"
        "<subject><relatedSubject/></subject>")))),
    "", NULL, "Gout" },
  { "an allergy with its reaction",
    DOCUMENT (SECTION ("48765-2", "Allergies", "",
      CONCERN (OBSERVATION ("", "<effectiveTime><low value='1998'/></effectiveTime>"
        "<value xsi:type='CD' code='416098002' " SNOMED " displayName='Drug allergy'/>"
        AGENT ("<code code='7980' codeSystem='2.16.840.1.113883.6.88' displayName='Penicillin'/>")
        "<entryRelationship typeCode='MFST' inversionInd='true'>"
        OBSERVATION ("", "<value xsi:type='CD' code='247472004' " SNOMED " displayName='Hives'/>"
          SUBJ (OBSERVATION ("", "<code code='SEV'/>"
            "<value xsi:type='CD' code='24484000' " SNOMED "/>")))
        "</entryRelationship>")))),
    "allergies|Penicillin|Hives|1998|active\n", "\"severity\":\"severe\"", NULL },
  { "an allergy is not called by its reaction, where references went wrong",
    DOCUMENT (SECTION ("48765-2", "Allergies", "<list><item ID='r'>Nausea</item></list>",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='419511003' " SNOMED "/>"
        AGENT ("<code code='1' displayName='Penicillin extract'><originalText>"
               "<reference value='#r'/></originalText></code>"))))),
    "allergies|Penicillin extract|||active\n", NULL, "\"text\":\"Nausea\"" },
  { "a kind of allergy is not what somebody is allergic to",
    DOCUMENT (SECTION ("48765-2", "Allergies", "<paragraph ID='c'>Codeine</paragraph>",
      CONCERN (OBSERVATION ("", "<text><reference value='#c'/></text>"
        "<value xsi:type='CD' code='419511003' " SNOMED
        " displayName='Propensity to adverse reactions to drug'/>")))),
    "allergies|Codeine|||active\n", NULL, NULL },
  { "how severe it is, is no allergy",
    DOCUMENT (SECTION ("48765-2", "Allergies", "x",
      CONCERN (OBSERVATION ("", "<code code='SEV'/><value xsi:type='CD' code='24484000' " SNOMED
        " displayName='Severe'/>")))),
    "", NULL, "Severe" },
  { "what nobody found a code for goes by its name",
    DOCUMENT (SECTION ("48765-2", "Allergies", "<paragraph ID='a'>Code not available</paragraph>",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='419199007' " SNOMED "/>"
        AGENT ("<code nullFlavor='UNK'><originalText><reference value='#a'/></originalText></code>"
               "<name>Bee venom</name>"))))),
    "allergies|Bee venom|||active\n", NULL, NULL },
  { "no allergies",
    DOCUMENT (SECTION ("48765-2", "Allergies", "No known allergies",
      CONCERN (OBSERVATION ("negationInd='true'",
        "<value xsi:type='CD' code='419199007' " SNOMED " displayName='Allergy to substance'/>"
        AGENT ("<code nullFlavor='NA'/>"))))),
    "allergies|No known allergies|||\n", NULL, "Allergy to substance" },
  { "no allergies, in another language",
    DOCUMENT (SECTION ("48765-2", "Allergien", "<paragraph ID='n'>Keine Allergien bekannt"
      "</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='416098002' " SNOMED " displayName='Drug allergy'/>"
        AGENT ("<code nullFlavor='NA'/>"))))),
    "allergies|Keine Allergien bekannt|||\n", "\"code\":\"409137002\"", "\"clinicalStatus\"" },
  { "no allergies, in no words at all",
    DOCUMENT (SECTION ("48765-2", "Allergies", "",
      CONCERN (OBSERVATION ("negationInd='true'",
        "<value xsi:type='CD' code='419199007' " SNOMED "/>")))),
    "allergies|No known allergy|||\n", "\"code\":\"716186003\"", "\"clinicalStatus\"" },
  { "no allergies, by a code",
    DOCUMENT (SECTION ("48765-2", "Allergien", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='716186003' " SNOMED
        " displayName='Keine Allergie bekannt'/>")))),
    "allergies|Keine Allergie bekannt|||\n", NULL, "\"clinicalStatus\"" },
  { "no problems, in another language",
    DOCUMENT (SECTION ("11450-4", "Problemas", "<paragraph ID='n'>Sin problemas conocidos"
      "</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='55607006' " SNOMED " displayName='Problem'/>")))),
    "conditions|Sin problemas conocidos|||\n", "\"code\":\"160245001\"", "\"clinicalStatus\"" },
  { "a problem that is denied by name, in another language, is none",
    DOCUMENT (SECTION ("11450-4", "Problemas", "<paragraph ID='n'>Diabetes</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='64572001' " SNOMED " displayName='Disease'/>")))),
    "", NULL, "\"Condition\"" },
  { "no medicines, in another language",
    DOCUMENT (SECTION ("10160-0", "Médicaments", "<paragraph ID='n'>Aucun traitement</paragraph>",
      GIVEN ("EVN", "negationInd='true'", "completed", "<text><reference value='#n'/></text>"
             PRODUCT ("<code nullFlavor='NI'/>")))),
    "medicines|Aucun traitement|||unknown\n", "\"code\":\"787481004\"", NULL },
  { "that nothing was given during a stay, or had before, says nothing of now",
    DOCUMENT (SECTION ("29549-3", "Given", "No medications given",
      GIVEN ("EVN", "negationInd='true'", "completed", PRODUCT ("<code nullFlavor='NI'/>")))
      SECTION ("42346-7", "On admission", "",
      GIVEN ("EVN", "negationInd='true'", "completed", PRODUCT ("<code nullFlavor='NI'/>")))
      SECTION ("11348-0", "Past illness", "No past illness",
      CONCERN (OBSERVATION ("negationInd='true'", "<value xsi:type='CD' code='55607006' " SNOMED
        " displayName='Problem'/>")))
      SECTION ("11535-2", "Diagnosis", "",
      CONCERN (OBSERVATION ("negationInd='true'", "<value xsi:type='CD' code='55607006' " SNOMED
        " displayName='Problem'/>")))),
    "medicines|No medications given|||unknown\nconditions|No past illness|||\n", NULL,
    "\"coding\":[{\"system\":\"http://snomed.info/sct\"" },
  { "an allergy that is denied in another language is none",
    DOCUMENT (SECTION ("48765-2", "Allergien", "<paragraph ID='n'>Latex: nein</paragraph>",
      CONCERN (OBSERVATION ("negationInd='true'", "<text><reference value='#n'/></text>"
        "<value xsi:type='CD' code='419199007' " SNOMED "/>"
        AGENT ("<code code='1' " SNOMED " displayName='Latex'/>"))))),
    "", NULL, "\"AllergyIntolerance\"" },
  { "an allergy that is denied is none",
    DOCUMENT (SECTION ("48765-2", "Allergies", "<list><item>Latex: no</item></list>",
      CONCERN (OBSERVATION ("negationInd='true'", "<value xsi:type='CD' code='419199007'/>"
        AGENT ("<code code='1' " SNOMED " displayName='Latex'/>"))))),
    "", NULL, "\"AllergyIntolerance\"" },
  { "a medicine",
    DOCUMENT (SECTION ("10160-0", "Medicines", "<paragraph ID='s'>One in the morning</paragraph>",
      GIVEN ("EVN", "", "active", "<effectiveTime xsi:type='IVL_TS'><low value='20190304'/>"
        "</effectiveTime><effectiveTime xsi:type='PIVL_TS' operator='A'>"
        "<period value='12' unit='h'/></effectiveTime><routeCode code='C38288' displayName='Oral'/>"
        "<doseQuantity value='1.50' unit='mg'/>"
        PRODUCT ("<code code='1' codeSystem='2.16.840.1.113883.6.88' displayName='Warfarin'/>")
        "<entryRelationship typeCode='COMP'><substanceAdministration classCode='SBADM'"
        " moodCode='EVN'><code code='76662-6'/><text><reference value='#s'/></text>"
        "</substanceAdministration></entryRelationship>"))),
    "medicines|Warfarin|One in the morning|2019-03-04|active\n",
    "\"doseQuantity\":{\"value\":1.50,\"unit\":\"mg\"", NULL },
  { "no medicines",
    DOCUMENT (SECTION ("10160-0", "Medicines", "No medications",
      GIVEN ("EVN", "negationInd='true'", "completed", PRODUCT ("<code nullFlavor='NI'/>")))),
    "medicines|No medications|||unknown\n", NULL, NULL },
  { "a medicine that is not taken",
    DOCUMENT (SECTION ("10160-0", "Medicines", "Aspirin: never",
      GIVEN ("EVN", "negationInd='true'", "completed", PRODUCT ("<code code='1191'"
        " displayName='Aspirin'/>")))),
    "", NULL, "\"MedicationStatement\"" },
  { "a vaccine",
    DOCUMENT (SECTION ("11369-6", "Vaccines", "",
      GIVEN ("EVN", "negationInd='false'", "completed", "<effectiveTime value='20211007'/>"
        PRODUCT ("<code code='140' codeSystem='2.16.840.1.113883.12.292' displayName='Influenza'/>"
                 "<lotNumberText>A1</lotNumberText>")))),
    "vaccines|Influenza||2021-10-07|completed\n", "\"lotNumber\":\"A1\"", NULL },
  { "a vaccine that was refused",
    DOCUMENT (SECTION ("11369-6", "Vaccines", "",
      GIVEN ("EVN", "negationInd='true'", "completed", "<effectiveTime value='2021'/>"
        PRODUCT ("<code code='140' codeSystem='2.16.840.1.113883.12.292' displayName='Influenza'/>")
        "<entryRelationship typeCode='RSON'>" OBSERVATION ("", "<code code='PATOBJ'"
        " displayName='patient objection'/>") "</entryRelationship>"))),
    "vaccines|Influenza|patient objection|2021|not-done\n", NULL, "\"completed\"" },
  { "no vaccines",
    DOCUMENT (SECTION ("11369-6", "Vaccines", "<paragraph ID='v'>Vaccines not recorded</paragraph>",
      GIVEN ("EVN", "negationInd='true'", "completed", "<text><reference value='#v'/></text>"
        PRODUCT ("<code nullFlavor='NI'/>")))),
    "", NULL, "\"Immunization\"" },
  { "a vaccine that is planned",
    DOCUMENT (SECTION ("11369-6", "Vaccines", "x",
      GIVEN ("INT", "", "active", PRODUCT ("<code code='140' displayName='Influenza'/>")))),
    "", NULL, "Influenza" },
  { "results as the laboratory wrote them",
    DOCUMENT (SECTION ("30954-2", "Results", "",
      "<entry><organizer classCode='BATTERY' moodCode='EVN'><code code='1' " LOINC
      " displayName='Blood count'/><statusCode code='completed'/><effectiveTime value='20230511'/>"
      "<component>" OBSERVATION ("", "<id root='1' extension='a'/><code code='718-7' " LOINC
        " displayName='Hemoglobin'/><value xsi:type='PQ' value='13.20' unit='g/dL'/>"
        "<interpretationCode code='L' codeSystem='2.16.840.1.113883.5.83'/><referenceRange>"
        "<observationRange><text>13.5 to 17.5</text></observationRange></referenceRange>")
      "</component><component>" OBSERVATION ("", "<code code='2' " LOINC " displayName='CRP'/>"
        "<value xsi:type='IVL_PQ'><high value='0.10' unit='mg/L' inclusive='false'/></value>")
      "</component><component>" OBSERVATION ("", "<code code='3' " LOINC " displayName='Titre'/>"
        "<value xsi:type='RTO_PQ_PQ'><numerator value='1'/><denominator value='128'/></value>")
      "</component><component>" OBSERVATION ("", "<code code='4' " LOINC " displayName='Iron'/>"
        "<value xsi:type='PQ' value='.5' unit='mg'/>")
      "</component><component>" OBSERVATION ("", "<code code='5' " LOINC " displayName='Colour'/>"
        "<value xsi:type='ST'>yellow</value>")
      "</component><component>" OBSERVATION ("negationInd='true'", "<code code='6' " LOINC
        " displayName='Not there'/><value xsi:type='ST'>x</value>")
      "</component></organizer></entry>")),
    "results|Hemoglobin|13.20 g/dL|2023-05-11|final\n"
    "results|CRP|<0.10 mg/L|2023-05-11|final\n"
    "results|Titre|1 : 128|2023-05-11|final\n"
    "results|Iron|.5 mg|2023-05-11|final\n"
    "results|Colour|yellow|2023-05-11|final\n"
    "results|Blood count||2023-05-11|final\n",
    "\"referenceRange\":[{\"text\":\"13.5 to 17.5\"}]", "Not there" },
  { "vital signs",
    DOCUMENT (SECTION ("8716-3", "Vital signs", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'><component>"
      OBSERVATION ("", "<code code='29463-7' " LOINC " displayName='Weight'/>"
        "<effectiveTime value='20230511'/><value xsi:type='PQ' value='61.0' unit='kg'/>")
      "</component></organizer></entry>")),
    "measurements|Weight|61.0 kg|2023-05-11|final\n", NULL, "DiagnosticReport" },
  { "two halves of a blood pressure are one",
    DOCUMENT (SECTION ("8716-3", "Vital signs", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'><effectiveTime value='20230511'/>"
      HALF ("8480-6", "s", "Systolic", "120", "20230511")
      HALF ("8462-4", "d", "Diastolic", "80", "20230511")
      HALF ("8480-6", "s2", "Systolic", "118", "20230512")
      "</organizer></entry>")),
    "measurements|Blood pressure|120/80 mm[Hg]|2023-05-11|final\n"
    "measurements|Systolic|118 mm[Hg]|2023-05-12|final\n",
    "\"component\":[{\"code\":", NULL },
  { "halves of several blood pressures, in any order",
    DOCUMENT (SECTION ("8716-3", "Vital signs", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'>"
      HALF ("8462-4", "d", "Diastolic", "80", "20230511")
      HALF ("8480-6", "s", "Systolic", "120", "20230511")
      HALF ("8480-6", "s2", "Systolic", "118", "20230512")
      HALF ("8462-4", "d2", "Diastolic", "76", "20230512")
      "</organizer></entry>")),
    "measurements|Blood pressure|120/80 mm[Hg]|2023-05-11|final\n"
    "measurements|Blood pressure|118/76 mm[Hg]|2023-05-12|final\n", NULL, NULL },
  { "two blood pressures of one time stay as they were written",
    DOCUMENT (SECTION ("8716-3", "Vital signs", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'>"
      HALF ("8480-6", "s", "Systolic", "120", "20230511")
      HALF ("8462-4", "d", "Diastolic", "80", "20230511")
      HALF ("8480-6", "s2", "Systolic", "118", "20230511")
      "</organizer></entry>")),
    "measurements|Systolic|120 mm[Hg]|2023-05-11|final\n"
    "measurements|Diastolic|80 mm[Hg]|2023-05-11|final\n"
    "measurements|Systolic|118 mm[Hg]|2023-05-11|final\n", NULL, "component" },
  { "how somebody lives",
    DOCUMENT (SECTION ("29762-2", "Social history", "",
      "<entry>" OBSERVATION ("", "<code code='72166-2' " LOINC " displayName='Smoking'/>"
        "<effectiveTime value='2022'/><value xsi:type='CD' code='8392000' " SNOMED
        " displayName='Ex-smoker'/>") "</entry>"
      "<entry>" OBSERVATION ("", "<code code='ASSERTION'/><effectiveTime value='2020'/>"
        "<value xsi:type='CD' code='77386006' " SNOMED " displayName='Pregnant'/>") "</entry>")),
    "other|Smoking|Ex-smoker|2022|final\nother|Pregnant||2020|final\n", NULL, NULL },
  { "procedures",
    DOCUMENT (SECTION ("47519-4", "Procedures", "",
      "<entry><procedure classCode='PROC' moodCode='EVN'><code code='1' " SNOMED
      " displayName='Appendectomy'/><statusCode code='completed'/>"
      "<effectiveTime value='19990921'/></procedure></entry>"
      "<entry><procedure classCode='PROC' moodCode='EVN' negationInd='true'><code code='2' " SNOMED
      " displayName='Colonoscopy'/><statusCode code='completed'/></procedure></entry>"
      "<entry><procedure classCode='PROC' moodCode='INT'><code code='3' " SNOMED
      " displayName='Planned one'/></procedure></entry>")),
    "visits|Appendectomy||1999-09-21|completed\nvisits|Colonoscopy|||not-done\n", NULL,
    "Planned one" },
  { "encounters",
    DOCUMENT (SECTION ("46240-8", "Encounters", "",
      "<entry><encounter classCode='ENC' moodCode='EVN'><code code='99213'"
      " codeSystem='2.16.840.1.113883.6.12' displayName='Office visit'/>"
      "<effectiveTime><low value='202305110900+0200'/><high value='202305110930+0200'/>"
      "</effectiveTime><performer><assignedEntity><assignedPerson><name><given>Ida</given>"
      "<family>Doctor</family></name></assignedPerson></assignedEntity></performer>"
      "</encounter></entry>")),
    "visits|Office visit|Ida Doctor|2023-05-11T09:00:00+02:00|unknown\n", NULL, NULL },
  { "a section inside another",
    DOCUMENT ("<component><section><title>All</title><text>x</text>"
      SECTION ("11450-4", "Problems", "", "<entry>" OBSERVATION ("",
        "<value xsi:type='CD' code='1' " SNOMED " displayName='Gout'/>") "</entry>")
      "</section></component>"),
    "conditions|Gout|||\n", NULL, NULL },
  { "what the document took back",
    DOCUMENT (SECTION ("11450-4", "Problems", "x",
      "<entry><act classCode='ACT' moodCode='EVN'><statusCode code='nullified'/>"
      SUBJ (OBSERVATION ("", "<value xsi:type='CD' code='1' " SNOMED " displayName='Gout'/>"))
      "</act></entry>")),
    "", "entered-in-error", NULL },
  { "a section that is not known",
    DOCUMENT (SECTION ("10187-3", "Review of systems", "Gout",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='1' displayName='Gout'/>")))),
    "", NULL, "Gout" },
  { "medicines to go home with, and what was given there",
    DOCUMENT (SECTION ("10183-2", "Discharge medicines", "",
      "<entry><act classCode='ACT' moodCode='EVN'><code code='10183-2' " LOINC "/>"
      SUBJ ("<substanceAdministration classCode='SBADM' moodCode='EVN'>"
            "<statusCode code='active'/>"
            PRODUCT ("<code code='1' displayName='Warfarin'/>") "</substanceAdministration>")
      "</act></entry>")
      SECTION ("29549-3", "Given", "", GIVEN ("EVN", "", "completed",
        "<effectiveTime value='20230511'/>" PRODUCT ("<code code='2' displayName='Heparin'/>")))),
    "medicines|Warfarin|||active\nmedicines|Heparin||2023-05-11|completed\n", NULL, NULL },
  { "what somebody had, and took, when a stay began is not what is so now",
    DOCUMENT (SECTION ("11348-0", "Past illness", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='1' displayName='Measles'/>"))
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='2' displayName='Asthma'/>"
                            STANDING ("55561003"))))
      SECTION ("46241-6", "Admission diagnosis", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='3' displayName='Fever'/>")))
      SECTION ("42347-5", "Admission diagnosis", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='4' displayName='Cough'/>")))
      SECTION ("42346-7", "Medicines on admission", "",
      GIVEN ("EVN", "", "active", PRODUCT ("<code code='5' displayName='Warfarin'/>")))
      SECTION ("29549-3", "Given", "",
      GIVEN ("EVN", "", "active", PRODUCT ("<code code='6' displayName='Heparin'/>")
             STANDING ("55561003"))
      GIVEN ("EVN", "", "aborted", PRODUCT ("<code code='7' displayName='Morphine'/>")))),
    "conditions|Measles|||\nconditions|Asthma|||active\nconditions|Fever|||\n"
    "conditions|Cough|||\nmedicines|Warfarin|||unknown\nmedicines|Heparin|||unknown\n"
    "medicines|Morphine|||stopped\n", NULL, NULL },
  { "a diagnosis of a stay",
    DOCUMENT (SECTION ("11535-2", "Discharge diagnosis", "",
      CONCERN (OBSERVATION ("", "<value xsi:type='CD' code='1' " SNOMED
        " displayName='Pneumonia'/>")))),
    "conditions|Pneumonia|||active\n", NULL, NULL },
  { "a diagnosis that is a problem, too, is one",
    DOCUMENT (SECTION ("11450-4", "Problems", "",
      CONCERN (OBSERVATION ("", "<id root='1' extension='a'/><value xsi:type='CD' code='1' " SNOMED
        " displayName='Pneumonia'/>")))
      SECTION ("11535-2", "Discharge diagnosis", "",
      CONCERN (OBSERVATION ("", "<id root='1' extension='b'/><value xsi:type='CD' code='1' " SNOMED
        " displayName='Pneumonia'/>")))),
    "conditions|Pneumonia|||active\n", NULL, NULL },
  { "what somebody had when a stay began, and has now, is one, whatever comes first",
    DOCUMENT (SECTION ("46241-6", "Admission diagnosis", "",
      CONCERN (OBSERVATION ("", "<id root='1' extension='b'/><value xsi:type='CD' code='1' " SNOMED
        " displayName='Pneumonia'/>")))
      SECTION ("11450-4", "Problems", "",
      CONCERN (OBSERVATION ("", "<id root='1' extension='a'/><value xsi:type='CD' code='1' " SNOMED
        " displayName='Pneumonia'/>")))
      SECTION ("10160-0", "Medicines", "",
      GIVEN ("EVN", "", "active", PRODUCT ("<code code='5' displayName='Warfarin'/>")))
      SECTION ("42346-7", "On admission", "",
      GIVEN ("EVN", "", "active", PRODUCT ("<code code='5' displayName='Warfarin'/>")))),
    "conditions|Pneumonia|||active\nmedicines|Warfarin|||active\n", NULL, NULL },
  { "what somebody can do",
    DOCUMENT (SECTION ("47420-5", "Functional status", "",
      "<entry>" OBSERVATION ("", "<code code='54522-8' " LOINC " displayName='Walking'/>"
        "<effectiveTime value='2022'/><value xsi:type='CD' code='1' " SNOMED
        " displayName='With a cane'/>") "</entry>")),
    "other|Walking|With a cane|2022|final\n", "\"survey\"", NULL },
  { "what runs in the family",
    DOCUMENT (SECTION ("10157-6", "Family history", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'><statusCode code='completed'/>"
      "<subject><relatedSubject classCode='PRS'><code code='FTH' displayName='Father'/>"
      "<subject><administrativeGenderCode code='M'/></subject></relatedSubject></subject>"
      "<component>" OBSERVATION ("", "<value xsi:type='CD' code='22298006' " SNOMED
        " displayName='Heart attack'/><entryRelationship typeCode='SUBJ' inversionInd='true'>"
        OBSERVATION ("", "<code code='445518008' " SNOMED "/><value xsi:type='PQ' value='57'"
                     " unit='a'/>") "</entryRelationship>") "</component>"
      "<component>" OBSERVATION ("negationInd='true'", "<value xsi:type='CD' code='2' " SNOMED
        " displayName='Stroke'/>") "</component></organizer></entry>")),
    "other|Father|Heart attack||completed\n", "\"onsetAge\":{\"value\":57,", "Stroke" },
  { "who pays",
    DOCUMENT (SECTION ("48768-6", "Payers", "",
      "<entry><act classCode='ACT' moodCode='EVN'><code code='48768-6' " LOINC "/>"
      "<entryRelationship typeCode='COMP'><act classCode='ACT' moodCode='EVN'>"
      "<id root='1' extension='g'/><code code='IP' displayName='Individual policy'/>"
      "<performer typeCode='PRF'><templateId root='2.16.840.1.113883.10.20.22.4.87'/>"
      "<assignedEntity><code code='PAYOR'/><representedOrganization><name>Good Health</name>"
      "</representedOrganization></assignedEntity></performer>"
      "<participant typeCode='COV'><time><low value='2019'/></time><participantRole>"
      "<id root='1.2' extension='M77'/><code code='SELF' displayName='Self'/></participantRole>"
      "</participant></act></entryRelationship></act></entry>")),
    "insurance|Good Health|Self|2019|\n", "\"subscriberId\":\"M77\"", NULL },
  { "who cares",
    DOCUMENT (SECTION ("85847-2", "Care team", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'><statusCode code='active'/>"
      "<effectiveTime><low value='20200101'/></effectiveTime>"
      "<component><act classCode='PCPR' moodCode='EVN'><performer>"
      "<functionCode code='PCP' displayName='Primary care'/><assignedEntity><assignedPerson>"
      "<name><given>Ida</given><family>Doctor</family></name></assignedPerson></assignedEntity>"
      "</performer></act></component></organizer></entry>")),
    "care-team|Care team|Ida Doctor|2020-01-01|active\n",
    "\"role\":[{\"coding\":[{\"code\":\"PCP\"", NULL },
  { "who cares, named in the head only",
    HEAD PATIENT ("7") CARERS "<component><structuredBody>"
    SECTION ("48765-2", "Allergies", "None", "") "</structuredBody></component></ClinicalDocument>",
    "care-team|Primary care provider|Ida Doctor, Jo Nurse||\n", "\"display\":\"Jo Nurse\"",
    "Surgeon" },
  { "who cares, named in the head and in full",
    HEAD PATIENT ("7") CARERS "<component><structuredBody>"
    SECTION ("85847-2", "Care team", "",
      "<entry><organizer classCode='CLUSTER' moodCode='EVN'><statusCode code='active'/>"
      "<component><act classCode='PCPR' moodCode='EVN'>" CARER ("<functionCode code='PCP'"
      " displayName='Primary care'/>", "Ida", "Doctor") "</act></component></organizer></entry>")
    "</structuredBody></component></ClinicalDocument>",
    "care-team|Care team|Ida Doctor||active\n", NULL, "Jo Nurse" },
  { "what is planned",
    DOCUMENT (SECTION ("18776-5", "Plan", "",
      "<entry><encounter classCode='ENC' moodCode='APT'><code code='1' displayName='Check-up'/>"
      "<effectiveTime value='202311201000+0100'/></encounter></entry>"
      "<entry><encounter classCode='ENC' moodCode='INT'><code code='1' displayName='Dental'/>"
      "<effectiveTime value='202402'/></encounter></entry>"
      "<entry><procedure classCode='PROC' moodCode='RQO'><code code='3' " SNOMED
      " displayName='Colonoscopy'/><statusCode code='active'/><effectiveTime value='2024'/>"
      "</procedure></entry>"
      "<entry><observation classCode='OBS' moodCode='GOL'><code code='4' " LOINC
      " displayName='Weight'/><effectiveTime value='2024'/></observation></entry>"
      "<entry><observation classCode='OBS' moodCode='GOL' negationInd='true'><code code='5' " LOINC
      " displayName='Not wanted'/></observation></entry>")),
    "appointments|Check-up||2023-11-20T10:00:00+01:00|booked\n"
    "appointments|Dental||2024-02|proposed\n"
    "other|Colonoscopy||2024|active\nother|Weight||2024|active\n", "\"intent\":\"order\"",
    "Not wanted" },
  { "what was planned and is called off, done, or never was",
    DOCUMENT (SECTION ("18776-5", "Plan", "",
      PLANNED ("encounter", "APT", "Check-up", "cancelled")
      PLANNED ("encounter", "APT", "By mistake", "nullified")
      PLANNED ("encounter", "INT", "Dental", "aborted")
      PLANNED ("procedure", "RQO", "Colonoscopy", "cancelled")
      PLANNED ("procedure", "RQO", "Blood count", "completed")
      PLANNED ("act", "INT", "Physiotherapy", "held")
      PLANNED ("act", "RQO", "By mistake", "nullified")
      PLANNED ("observation", "GOL", "Weight", "aborted")
      PLANNED ("observation", "GOL", "Steps", "completed")
      PLANNED ("observation", "GOL", "By mistake", "nullified"))),
    "appointments|Check-up|||cancelled\nappointments|Dental|||cancelled\n"
    "other|Colonoscopy|||revoked\nother|Blood count|||completed\n"
    "other|Physiotherapy|||unknown\n"
    "other|Weight|||cancelled\nother|Steps|||completed\n", "entered-in-error", "booked" },
  { "what was put into the body",
    DOCUMENT (SECTION ("46264-8", "Devices", "",
      "<entry><procedure classCode='PROC' moodCode='EVN'><code code='1' displayName='Implanting'/>"
      "<statusCode code='completed'/><participant typeCode='DEV'><participantRole>"
      "<id root='2.16.840.1.113883.3.3719' extension='(01)7'/><playingDevice><code code='2' " SNOMED
      " displayName='Pacemaker'/></playingDevice></participantRole></participant>"
      "</procedure></entry>")),
    "other|Pacemaker|||\n", "\"carrierHRF\":\"(01)7\"", "Implanting" },
};

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/* All that is listed except the document itself. */
static char *
list_lines (KinBundle *bundle)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, i, NULL);

      g_assert_nonnull (summary);
      g_assert_cmpint (kin_bundle_get_state_at (bundle, i), !=, KIN_ENTRY_QUARANTINE);
      if (summary->hidden || summary->section == KIN_SECTION_NONE ||
          g_str_equal (summary->type, "DocumentReference"))
        continue;
      g_string_append_printf (lines, "%s|%s|%s|%s|%s\n", kin_section_get_id (summary->section),
                              summary->title, or_nothing (summary->subtitle),
                              or_nothing (summary->date), or_nothing (summary->status));
    }

  return g_string_free (lines, FALSE);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *written = NULL;
      g_autoptr (KinBundle) bundle = kit_read_bundle (rows[i].document, &written);
      g_autofree char *lines = list_lines (bundle);

      g_test_message ("%s: %s", rows[i].name, written);
      g_assert_cmpstr (lines, ==, rows[i].lines);
      if (rows[i].holds != NULL)
        g_assert_nonnull (strstr (written, rows[i].holds));
      if (rows[i].lacks != NULL)
        g_assert_null (strstr (written, rows[i].lacks));
    }
}

static void
test_patient (void)
{
  g_autoptr (KinBundle) bundle = kit_read_bundle (rows[0].document, NULL);
  KinJsonNode patient = kin_bundle_get_resource (bundle, 0);
  g_autoptr (KinIdentity) identity = kin_identity_new (patient);

  g_assert_cmpstr (kin_identity_get_name (identity), ==, "Mirela Ana Testova");
  g_assert_cmpstr (kin_identity_get_birth_date (identity), ==, "1961-04-18");
  g_assert_cmpstr (kin_identity_get_sex (identity), ==, "female");
  g_assert_cmpint (kin_identity_match_person (identity, "Mirela Testova", "1961-04-18"), ==,
                   KIN_MATCH_SAME);
}

/* Ids */

#define PROBLEM(name) \
  CONCERN (OBSERVATION ("", "<id root='1' extension='p'/>" \
    "<value xsi:type='CD' code='1' displayName='" name "'/>"))

static char *
dup_last_id (const char *document)
{
  g_autoptr (KinBundle) bundle = kit_read_bundle (document, NULL);

  return g_strdup (kin_bundle_get_id_at (bundle, kin_bundle_get_n_entries (bundle) - 1));
}

static void
test_ids (void)
{
  g_autofree char *one = dup_last_id (DOCUMENT (SECTION ("11450-4", "P", "x", PROBLEM ("Gout"))));
  g_autofree char *later = dup_last_id (DOCUMENT (SECTION ("11450-4", "P", "y",
                                                           PROBLEM ("Gout!"))));
  g_autoptr (KinBundle) shared =
    kit_read_bundle (DOCUMENT (SECTION ("11450-4", "P", "x", PROBLEM ("Gout") PROBLEM ("Cough")
                                                         PROBLEM ("Gout"))), NULL);

  g_assert_cmpstr (one, ==, later);
  /* The patient, the document, and two problems that the clinic gave one id. */
  g_assert_cmpuint (kin_bundle_get_n_entries (shared), ==, 4);
  g_assert_cmpstr (kin_bundle_get_id_at (shared, 2), !=, kin_bundle_get_id_at (shared, 3));
}

static char *
dup_patient (const char *id)
{
  g_autofree char *text = g_strconcat (HEAD "<recordTarget><patientRole>", id, "<patient><name>"
                                       "<given>Mirela</given></name></patient></patientRole>"
                                       "</recordTarget><component><structuredBody/></component>"
                                       "</ClinicalDocument>", NULL);
  g_autoptr (KinBundle) bundle = kit_read_bundle (text, NULL);

  return g_strdup (kin_bundle_get_id_at (bundle, 0));
}

/* The clinic's number makes the patient, and not what is random in each document. */
static void
test_patient_ids (void)
{
  g_autofree char *first = dup_patient ("<id root='3f3a'/><id root='1.2' extension='7'/>");
  g_autofree char *second = dup_patient ("<id root='9b9c'/><id root='1.2' extension='7'/>");
  g_autofree char *other = dup_patient ("<id root='9b9c'/><id root='1.2' extension='8'/>");
  g_autofree char *bare = dup_patient ("<id root='3f3a'/>");
  g_autofree char *later = dup_patient ("<id root='9b9c'/>");

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (bare, ==, later);
}

/* A document of two people names both, so that the one who imports it can refuse. */
static void
test_two_people (void)
{
  static const char text[] = HEAD PATIENT ("7") PATIENT ("8") "<component><structuredBody>"
                             SECTION ("x", "T", "x", "") "</structuredBody></component>"
                             "</ClinicalDocument>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) record = kin_cda_read (bytes);
  g_autoptr (KinBundle) bundle = kin_bundle_new (record, NULL);
  g_auto (GStrv) ids = kin_bundle_list_patient_ids (bundle);

  g_assert_cmpuint (g_strv_length (ids), ==, 2);
}

#define TEXT SECTION ("x", "Diet", "Water", "")

static const char * const refused[] = {
  "", "text", "<a/>", "<ClinicalDocument/>", HEAD "</ClinicalDocument>", HEAD,
  HEAD PATIENT ("7") "</ClinicalDocument>",
  HEAD PATIENT ("7") "<component><nonXMLBody><text><reference value='http://x.example/a.pdf'/>"
  "</text></nonXMLBody></component></ClinicalDocument>",
  "<!DOCTYPE ClinicalDocument>" DOCUMENT (TEXT),
  "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" DOCUMENT (TEXT),
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i], strlen (refused[i]));

      g_test_message ("%u", i);
      g_assert_null (kin_cda_read (bytes));
    }
}

static GBytes *
make_deep (guint levels)
{
  GString *text = g_string_new (HEAD PATIENT ("7") "<component><structuredBody><component>"
                                "<section><title>T</title><text>");

  for (guint i = 0; i < levels; i++)
    g_string_append (text, "<content>");
  g_string_append (text, "x");
  for (guint i = 0; i < levels; i++)
    g_string_append (text, "</content>");
  g_string_append (text, "</text></section></component></structuredBody></component>"
                         "</ClinicalDocument>");

  return g_string_free_to_bytes (text);
}

static void
test_deep (void)
{
  g_autoptr (GBytes) most = make_deep (94);
  g_autoptr (GBytes) more = make_deep (95);
  g_autoptr (GBytes) record = kin_cda_read (most);

  g_assert_nonnull (record);
  g_assert_null (kin_cda_read (more));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kin-cda/rows", test_rows);
  g_test_add_func ("/kin-cda/patient", test_patient);
  g_test_add_func ("/kin-cda/ids", test_ids);
  g_test_add_func ("/kin-cda/patient-ids", test_patient_ids);
  g_test_add_func ("/kin-cda/two-people", test_two_people);
  g_test_add_func ("/kin-cda/refused", test_refused);
  g_test_add_func ("/kin-cda/deep", test_deep);

  return g_test_run ();
}
