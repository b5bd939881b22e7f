namespace GradAlign

open System

/// The attribute, found by its full name; of its settings those that the models here use.
[<Sealed; AttributeUsage(AttributeTargets.Method)>]
type internal ScoredModelAttribute([<ParamArray>] inputShape: int[]) =
    inherit Attribute()

    member _.InputShape = inputShape
    member val Classes = 0 with get, set
    member val Vocabulary = 0 with get, set
