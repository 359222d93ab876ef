"""How are days and numbers written where Django knows another way, or none, than the United Nations?"""
