namespace GradAlign.FieldSet.FSharp

open TorchSharp
open type TorchSharp.torch
open type TorchSharp.torch.nn

/// A module made of a function and the modules that the function closes over.
type internal FunctionModule(name: string, parts: Module list, run: Tensor -> Tensor) as this =
    inherit Module<Tensor, Tensor>(name)

    do parts |> List.iteri (fun i part -> this.register_module ($"part{i}", part))

    override _.forward(input) = run input

/// A computation expression whose steps are layers, run one after the other.
type internal NetworkBuilder() =
    member _.Yield(_: unit) : Module<Tensor, Tensor> list = []

    [<CustomOperation "layer">]
    member _.Layer(steps: Module<Tensor, Tensor> list, next: Module<Tensor, Tensor>) = steps @ [ next ]

    [<CustomOperation "residual">]
    member _.Residual(steps: Module<Tensor, Tensor> list, inner: Module<Tensor, Tensor>) : Module<Tensor, Tensor> list =
        steps @ [ new FunctionModule("Residual", [ inner ], (fun x -> x + inner.forward x)) ]

    [<CustomOperation "apply">]
    member _.Apply(steps: Module<Tensor, Tensor> list, change: Tensor -> Tensor) : Module<Tensor, Tensor> list =
        steps @ [ new FunctionModule("Apply", [], change) ]

    member _.Run(steps: Module<Tensor, Tensor> list) : Module<Tensor, Tensor> =
        new FunctionModule("Network", (steps |> List.map (fun s -> s :> Module)), (fun x -> (x, steps) ||> List.fold (fun x step -> step.forward x)))

[<AutoOpen>]
module internal Network =
    let network = NetworkBuilder()
