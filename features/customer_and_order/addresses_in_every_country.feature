@customer_order @critical
Feature: Addresses in every country
  A form that demands what a country does not have turns its customers away.

  Rule: The postal code is demanded where the country has postal codes that its post demands

    Scenario Outline: A customer in <country> has no postal code
      Given the customer lives in <country>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer leaves the postal code of the address out
      When the customer checks out
      Then the customer has one order of $9.50

      Examples: why: no parcel gets lost there without one
        | country   | why                               |
        | Hong Kong | there are none                    |
        | Ireland   | there are some, many do not know them |

    Scenario Outline: A customer in <country> leaves the postal code out
      Given the customer lives in <country>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer <leaves> the postal code of the address <out>
      When the customer checks out
      Then the customer is asked for the postal code of the address
      And the bank has not been asked

      Examples: why: the post sorts by it
        | country           | leaves | out                     | why                      |
        | the United States | leaves | out                     | the field is missing     |
        | Germany           | fills  | with blanks             | a blank is no code       |

  Rule: A postal code has the form of its country

    Scenario Outline: The postal code <code> in <country>
      Given the customer lives in <country>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer writes the postal code of the address as "<code>"
      When the customer checks out
      Then the customer has one order of $9.50

      Examples: why: people and forms write them differently
        | country            | code       | why                        |
        | the United States  | 97201-1234 | nine digits                |
        | the United Kingdom | sw1a1aa    | small letters, no blank    |
        | Japan              | １６０－００２２   | the wide digits of Japan   |
        | Germany            | DE-10115   | with the country before it |
        | Hong Kong          | 999077     | a form demanded one        |

    Scenario Outline: No postal code of <country> is <code>
      Given the customer lives in <country>
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer writes the postal code of the address as "<code>"
      When the customer checks out
      Then the customer is asked for the postal code of the address
      And the bank has not been asked

      Examples: why: the parcel would come back
        | country           | code    | why                 |
        | the United States | 9720    | a digit is missing  |
        | Canada            | 97201   | that of a neighbor  |
        | Ireland           | none    | better none at all  |
        | the United States | 9720\1  | a slip of a finger  |

  Rule: The city is demanded where the country has more than one

    Scenario: A customer in Singapore names no city
      Given the customer lives in Singapore
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then the customer has one order of $9.50

    Scenario: A customer in Hong Kong names a region in place of a city
      Given the customer lives in Hong Kong
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer fills the city of the address with nothing
      And the customer writes the region of the address as "Kowloon"
      When the customer checks out
      Then the customer has one order of $9.50
