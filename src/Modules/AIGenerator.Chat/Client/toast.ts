export * from "../../../AIGenerator.Ui/Client/toast";
