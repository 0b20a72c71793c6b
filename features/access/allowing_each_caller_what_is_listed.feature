@access @blocker
Feature: Allowing each caller what is listed
  The topology lists who asks whom for what. People, services and owners of tokens get that and no more.
  A run without @load asks for a sample of the operations for the day.

  Rule: What is not listed for a caller is refused by the service itself, and changes nothing

    @load
    Scenario: Each service refuses what the topology does not list
      When each kind of caller asks for each operation of each service
      Then each caller is allowed what the topology lists for it, and nothing else
      And no refused request has changed the data of the shop

    Scenario Outline: Callers that are not listed are refused <operation>
      When each kind of caller asks for the operation "<operation>"
      Then each caller is allowed what the topology lists for it, and nothing else
      And no refused request has changed the data of the shop

      Examples: the sample of the topology for the day
        | operation | why |

    Scenario: A buyer is refused what belongs to another
      When another customer and another guest ask for each operation on what the buyers own
      Then each caller is allowed what the topology lists for it, and nothing else
      And no refused request has changed the data of the shop

    Scenario: A service is refused what another one may do
      When each service asks for each operation that is not listed for it
      Then each caller is allowed what the topology lists for it, and nothing else
      And no refused request has changed the data of the shop
