@customer_order @critical
Feature: Addresses that no parcel reaches
  What cannot be delivered is not sold.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: An address that no parcel can reach is refused before the bank is asked

    Scenario Outline: The <part> of the address is <text>
      Given the customer fills the <part> of the address with <text>
      When the customer checks out
      Then the customer is asked for the <part> of the address
      And the bank has not been asked

      Examples: why: the postman could read nothing there
        | part   | text               | why                  |
        | name   | blanks             | a form was tabbed by |
        | street | blanks             | a form was tabbed by |
        | street | a zero-width space | pasted from a page   |
        | city   | nothing            | the field was empty  |
        | name   | a dot              | a form was fooled    |

    Scenario Outline: The country <code> does not exist
      Given the customer writes the country of the address as "<code>"
      When the customer checks out
      Then the customer is asked for the country of the address
      And the bank has not been asked

      Examples: why: two capitals are not always a country
        | code | why                                 |
        | ZZ   | stands for no country that is known |
        | UK   | the code is GB                      |

    Scenario: In Hong Kong, neither a city nor a region is named
      Given the customer lives in Hong Kong
      And the customer fills the city of the address with nothing
      And the customer fills the region of the address with nothing
      When the customer checks out
      Then the customer is asked for the city of the address
      And the bank has not been asked

  Rule: What may be left out may be left empty

    Scenario Outline: The <part> of the address is empty
      Given the customer fills the <part> of the address with <text>
      When the customer checks out
      Then the customer has one order of $9.50

      Examples: why: browsers send empty fields along
        | part        | text    | why                           |
        | second line | nothing | most addresses have one       |
        | second line | blanks  | a finger on the space bar     |
        | region      | nothing | no tax depends on it          |
