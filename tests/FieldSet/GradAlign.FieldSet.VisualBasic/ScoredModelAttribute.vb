Namespace Global.GradAlign

    ''' <summary>The attribute, found by its full name; of its settings those that the models here use.</summary>
    <AttributeUsage(AttributeTargets.Method)>
    Friend NotInheritable Class ScoredModelAttribute
        Inherits Attribute

        Public Sub New(ParamArray inputShape As Integer())
            Me.InputShape = inputShape
        End Sub

        Public ReadOnly Property InputShape As Integer()

        Public Property Classes As Integer

    End Class

End Namespace
